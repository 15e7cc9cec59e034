import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
} from 'typeorm';

/** What a simulation code found for a structure, to compare predictions with. */
@Entity({ name: 'simulations' })
@Index('IDX_simulations_structure_created', ['structureId', 'createdAt'])
@Index('IDX_simulations_owner_created', ['ownerId', 'createdAt'])
export class Simulation {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('Structure', { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'structure_id' })
  structureId: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'owner_id' })
  ownerId: string;

  /** The program, such as VASP. */
  @Column('varchar', { length: 100 })
  code: string;

  /** The level of theory, such as PBE or HSE06. */
  @Column('varchar', { length: 200 })
  method: string;

  /** Property name to value, in the units of the contract. */
  @Column('jsonb')
  summary: Record<string, number>;

  /** Property name to unit, as the caller stated it. */
  @Column('jsonb', { nullable: true })
  units: Record<string, string> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
