/** 1 eV/Å³ in GPa (CODATA 2018, exact). */
export const GPA_PER_EV_A3 = 160.2176634;

/** The acceleration of one atomic mass unit by 1 eV/Å, in Å/fs² (CODATA 2018). */
export const ACCELERATION = 9.648533212e-3;

/** Boltzmann's constant, eV/K (CODATA 2018, exact). */
export const BOLTZMANN = 8.617333262e-5;
