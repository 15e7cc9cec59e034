import { invalidField } from '@nano-os/common';
import { normaliseEmail } from '../users/email';

/**
 * The rule about passwords that their length does not say.
 * @param field where the request has the password
 * @throws {ProblemException} invalid-request where the password is the email
 */
export function assertAcceptable(field: string, password: string, email: string): void {
  if (normaliseEmail(password) === email)
    throw invalidField(field, `${field} must not be the email`);
}
