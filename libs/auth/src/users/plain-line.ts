/** One line of text: neither control characters nor halves of surrogate pairs. */
export const PLAIN_LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u;
