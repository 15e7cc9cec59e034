import { Structure } from './entities/structure.entity';

/** Entities of this room, for the data source. */
export const structureEntities = [Structure];

export type { Visibility } from './entities/structure.entity';
export type { SpaceGroup, StructureRecord, StructureSummary } from './records/structure-record';
export { StructureDto } from './http/structure.dto';
export { toStructureDto } from './http/to-dto';
export { structureUpload } from './upload/structure-upload';
export { MAX_NAME_LENGTH } from './structure-name';
export { StructuresModule } from './structures.module';
export { StructuresService } from './structures.service';
