import type { CompiledModel, InferencePool, ModelAnswer, PlainCrystal } from '@nano-os/models';

interface Group {
  readonly models: readonly CompiledModel[];
  readonly members: number[];
}

/**
 * Asks for each property the first of its models and, where that one refuses a crystal, the next.
 * @param ranked the models of each property, best first
 * @returns for each crystal what each model said that was asked
 * @throws {ModelError} as the pool
 */
export async function askInTurn(
  pool: Pick<InferencePool, 'predict'>,
  ranked: readonly (readonly CompiledModel[])[],
  crystals: readonly PlainCrystal[],
): Promise<Map<CompiledModel, ModelAnswer>[]> {
  const said = crystals.map(() => new Map<CompiledModel, ModelAnswer>());
  for (;;) {
    const groups = groupByWanted(said, ranked);
    if (groups.length === 0) return said;
    await Promise.all(
      groups.map(async ({ models, members }) => {
        const asked = members.flatMap((member) => crystals[member] ?? []);
        const answers = await pool.predict(models, asked);
        members.forEach((member, i) => {
          models.forEach((model, m) => {
            const answer = answers[i]?.[m];
            if (!answer) throw new Error('The pool left out an answer');
            said[member]?.set(model, answer);
          });
        });
      }),
    );
  }
}

/** Crystals that are to be asked of the same models next. */
function groupByWanted(
  said: readonly ReadonlyMap<CompiledModel, ModelAnswer>[],
  ranked: readonly (readonly CompiledModel[])[],
): Group[] {
  const groups = new Map<string, Group>();
  said.forEach((answers, member) => {
    const next = ranked.flatMap(
      (models) => models.find((model) => answers.get(model)?.ok !== false) ?? [],
    );
    const wanted = [...new Set(next)].filter((model) => !answers.has(model));
    if (wanted.length === 0) return;
    const key = wanted.map((model) => model.key).join(' ');
    const group = groups.get(key) ?? { models: wanted, members: [] };
    group.members.push(member);
    groups.set(key, group);
  });
  return [...groups.values()];
}
