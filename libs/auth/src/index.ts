import { ApiKey } from './entities/api-key.entity';
import { RefreshToken } from './entities/refresh-token.entity';
import { User } from './entities/user.entity';

/** Entities of this room, for the data source. */
export const authEntities = [User, RefreshToken, ApiKey];

export { AuthModule } from './auth.module';
export { SigningKeys } from './keys/signing-keys';
export { UsersService } from './users/users.service';
