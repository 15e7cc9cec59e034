import { ProblemException } from '@nano-os/common';
import { knownModels } from './known-models';
import { ModelRegistry } from './model-registry';

const registry = new ModelRegistry(knownModels());

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemException) return error.problem;
    throw error;
  }
  return 'none';
}

describe('registry look-up', () => {
  it('lists the five models of the contract', () => {
    const list = registry
      .list()
      .map(({ info, model }) => [
        info.name,
        info.version,
        info.supportedProperties.join(' '),
        model !== null,
      ]);
    expect(list).toEqual([
      ['STUB', '1.0.0', 'bandgap formation_energy stability_score', true],
      ['CGCNN', '1.0.0', 'bandgap formation_energy', false],
      ['MEGNet', '2.0.0', 'bandgap formation_energy elastic_moduli', false],
      ['M3GNET', '1.0.0', 'formation_energy forces stresses', false],
      ['ALIGNN', '2.0.0', 'bandgap formation_energy elastic_moduli dielectric', false],
    ]);
  });

  it.each(['megnet', 'MEGNET', 'MEGNet', 'mEgNeT'])('finds %s without regard to case', (name) => {
    expect(registry.find(name).info.name).toBe('MEGNet');
  });

  it.each(['', 'stub ', 'toString', '__proto__', 'STUB2'])('knows no %j', (name) => {
    expect(problemOf(() => registry.find(name))).toBe('unknown-model');
  });

  it('runs only what is installed', () => {
    expect(registry.runnable('stub').info.name).toBe('STUB');
    for (const name of ['CGCNN', 'MEGNet', 'M3GNET', 'ALIGNN']) {
      expect(problemOf(() => registry.runnable(name))).toBe('model-unavailable');
    }
  });

  it('takes a model in the place of one of its name', () => {
    const own = new ModelRegistry(knownModels());
    const stub = own.runnable('STUB');
    const model = Object.assign(Object.create(stub) as typeof stub, {
      info: { ...stub.info, name: 'cgcnn', version: '3.0.0' },
    });
    own.register({ info: model.info, model });
    expect(own.runnable('CGCNN')).toBe(model);
    expect(own.list()).toHaveLength(5);
  });

  it('refuses two models of one name', () => {
    expect(() => new ModelRegistry([...knownModels(), ...knownModels()])).toThrow('same name');
  });
});
