import { ProblemException } from '@nano-os/common';
import { normaliseEmail } from '../users/email';

/**
 * The rule about passwords that their length does not say.
 * @param field where the request has the password
 * @throws {ProblemException} invalid-request where the password is the email
 */
export function assertAcceptable(field: string, password: string, email: string): void {
  if (normaliseEmail(password) !== email) return;
  const message = `${field} must not be the email`;
  throw new ProblemException('invalid-request', message, { errors: [{ field, message }] });
}
