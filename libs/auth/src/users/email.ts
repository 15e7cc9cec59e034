import { isEmail } from 'class-validator';

/** As emails are stored and compared. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

/** ASCII only, so that no two addresses look alike; international domains come as punycode. */
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

export const EMAIL_RULES = {
  allow_utf8_local_part: false,
  allow_display_name: false,
} as const;

/** Whether an address of the configuration is one; there a host without a dot is fine. */
export const isConfigurableEmail = (email: string): boolean =>
  PRINTABLE_ASCII.test(email) && isEmail(email, { ...EMAIL_RULES, require_tld: false });

export { PRINTABLE_ASCII };
