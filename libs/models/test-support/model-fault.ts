/** Matches a ModelError by its code and a part of its message. */
export function modelFault(code: string, message = ''): Error {
  return expect.objectContaining({
    name: 'ModelError',
    code,
    message: expect.stringContaining(message) as string,
  }) as Error;
}
