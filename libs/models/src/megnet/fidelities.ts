/** Outputs of the network for several levels of theory, in the order of its embedding of states. */
export const FIDELITIES = ['bandgap', 'bandgap_gllb_sc', 'bandgap_hse', 'bandgap_scan'] as const;
