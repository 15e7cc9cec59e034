import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
} from 'typeorm';
import { MAX_NAME_LENGTH } from '../structure-name';

export const VISIBILITIES = ['private', 'public'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Three numbers: a lattice vector, or the coordinates of a site. */
export type Triple = [number, number, number];

/** A crystal, or a molecule where `lattice`, `fracCoords`, `volume` and `density` are null. */
@Entity({ name: 'structures' })
@Check('CHK_structures_visibility', `"visibility" IN ('private', 'public')`)
@Check('CHK_structures_dimensionality', `"dimensionality" BETWEEN 0 AND 3`)
@Index('IDX_structures_owner_created', ['ownerId', 'createdAt'])
@Index('IDX_structures_visibility_created', ['visibility', 'createdAt'])
export class Structure {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'owner_id' })
  ownerId: string;

  @Column('varchar', { length: MAX_NAME_LENGTH })
  name: string;

  @Column('varchar', { length: 10, default: 'private' })
  visibility: Visibility;

  @Index('IDX_structures_formula')
  @Column('text')
  formula: string;

  @Index('IDX_structures_reduced_formula')
  @Column('text', { name: 'reduced_formula' })
  reducedFormula: string;

  /** Symbols of the elements, each once, in alphabetical order. */
  @Index('IDX_structures_elements', { type: 'gin' })
  @Column('text', { array: true })
  elements: string[];

  @Column('integer', { name: 'num_elements' })
  numElements: number;

  @Column('integer', { name: 'num_atoms' })
  numAtoms: number;

  /** Å³ */
  @Column('double precision', { nullable: true })
  volume: number | null;

  /** g/cm³ */
  @Column('double precision', { nullable: true })
  density: number | null;

  /** In how many directions the bonding goes on for ever: 0 molecule, 1 chain, 2 layer, 3 bulk. */
  @Column('smallint')
  dimensionality: number;

  @Column('smallint', { name: 'space_group_number', nullable: true })
  spaceGroupNumber: number | null;

  @Column('varchar', { name: 'space_group_symbol', length: 20, nullable: true })
  spaceGroupSymbol: string | null;

  /** Rows are the lattice vectors, Å. */
  @Column('jsonb', { nullable: true })
  lattice: [Triple, Triple, Triple] | null;

  /** Element symbol of each site, in the order of the file. */
  @Column('jsonb')
  species: string[];

  @Column('jsonb', { name: 'frac_coords', nullable: true })
  fracCoords: Triple[] | null;

  /** Å; kept for molecules only, those of a crystal follow from its lattice. */
  @Column('jsonb', { name: 'cart_coords', nullable: true })
  cartCoords: Triple[] | null;

  @Index('IDX_structures_content_hash')
  @Column('char', { name: 'content_hash', length: 64 })
  contentHash: string;

  @Column('varchar', { name: 'source_format', length: 20 })
  sourceFormat: string;

  /** What the reader had to assume or mend. */
  @Column('jsonb', { default: [] })
  notes: string[];

  /** The structure that this one was derived from. */
  @Index('IDX_structures_parent')
  @ForeignKey('Structure', { onDelete: 'SET NULL' })
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
