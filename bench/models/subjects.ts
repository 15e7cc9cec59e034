import type { OurValues, TheirValues } from './protocol';

/** A model that both sides have, and how far their answers to a crystal lie apart. */
export interface Subject {
  readonly model: string;
  readonly unit: string;
  /** Whether its answer depends on which of several equally near neighbours it takes. */
  readonly minds: 'ties' | 'nothing';
  /** Levels of theory that the authors' code answers too, where it runs once for each; one unless given. */
  readonly fidelities?: number;
  difference(ours: OurValues, theirs: TheirValues): number;
}

export const labelOf = ({ model, fidelities }: Subject): string =>
  fidelities ? `${model}, ${fidelities} gaps` : model;

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : NaN);

function scalar(
  model: string,
  property: string,
  unit: string,
  scale: (value: number) => number = (value) => value,
): Subject {
  return {
    model,
    unit,
    minds: /^(CGCNN|ALIGNN)/.test(model) ? 'ties' : 'nothing',
    difference: (ours, theirs) => Math.abs(scale(numberOf(ours[property])) - numberOf(theirs)),
  };
}

/** We answer all of them in one run, so the authors' code is also asked for all. */
const GAPS = ['bandgap', 'bandgap_gllb_sc', 'bandgap_hse', 'bandgap_scan'];

const ALL_GAPS: Subject = {
  model: 'MEGNet-MP-2019.4.1-BandGap-mfi',
  unit: 'eV',
  minds: 'nothing',
  fidelities: GAPS.length,
  difference: (ours, theirs) => {
    const others = Array.isArray(theirs) ? (theirs as readonly number[]) : [];
    const gaps = GAPS.map((name, i) => Math.abs(numberOf(ours[name]) - numberOf(others[i])));
    return Math.max(...gaps);
  },
};

/** Of the published configuration; its published weights are no part of the shared ones. */
export const SEEDED_ALIGNN = 'ALIGNN-seeded';

export const PROPERTIES: readonly Subject[] = [
  scalar('CGCNN-formation-energy-per-atom', 'formation_energy', 'eV/atom'),
  scalar('CGCNN-band-gap', 'bandgap', 'eV'),
  scalar('CGCNN-bulk-moduli', 'bulk_modulus', 'log10 GPa', Math.log10),
  scalar('CGCNN-shear-moduli', 'shear_modulus', 'log10 GPa', Math.log10),
  scalar('MEGNet-MP-2018.6.1-Eform', 'formation_energy', 'eV/atom'),
  scalar('MEGNet-MP-2019.4.1-BandGap-mfi', 'bandgap', 'eV'),
  scalar('M3GNet-MP-2018.6.1-Eform', 'formation_energy', 'eV/atom'),
  ALL_GAPS,
  scalar(SEEDED_ALIGNN, 'bandgap', 'eV'),
];

/** Compared by the energy per atom; forces and stresses are computed too. */
export const POTENTIAL: Subject = {
  model: 'M3GNet-MP-2021.2.8-PES',
  unit: 'eV/atom',
  minds: 'nothing',
  difference: (ours, theirs) => {
    const { energy, forces } =
      typeof theirs === 'object' && 'energy' in theirs ? theirs : { energy: NaN, forces: [] };
    return Math.abs(numberOf(ours.energy) - energy) / forces.length;
  },
};
