import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProblemDto } from './problem.dto';

/** Problems that end before there is a request, so that no route can answer them. */
const LATE = {
  type: 'urn:nano-os:problem:request-timeout',
  title: 'The request took too long',
  status: 408,
  detail: 'The request did not arrive in time.',
};
const LONG = {
  type: 'urn:nano-os:problem:headers-too-large',
  title: 'The headers are too large',
  status: 431,
  detail: 'Address and headers are too long together.',
};
const MALFORMED = {
  type: 'urn:nano-os:problem:malformed-request',
  title: 'Not an HTTP request',
  status: 400,
  detail: 'What was sent is no HTTP request.',
};

/** How long a sender has to read the answer before the connection is gone. */
const LINGER_MS = 2000;

function problemOf(code: string | undefined): typeof MALFORMED {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return LATE;
  return code === 'HPE_HEADER_OVERFLOW' ? LONG : MALFORMED;
}

/** Answers what is no HTTP request, or none that ends, with problem details, and hangs up. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(error.code);
  const body: ProblemDto = { ...problem, instance: '', request_id: randomUUID() };
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nConnection: close\r\n` +
      'Content-Type: application/problem+json; charset=utf-8\r\n' +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
  // Closed at once, with bytes unread, the connection would be reset and the answer lost.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
