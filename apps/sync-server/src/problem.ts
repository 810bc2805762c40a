import type { Problem } from '@copydesk/shared/api';

/** What an RFC 9457 problem says beyond status, title and detail. */
export type ProblemFacts = Omit<Partial<Problem>, 'status' | 'title' | 'detail'>;

/** Thrown by handlers; rendered as `application/problem+json`. `detail` is for the person at the screen. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    title: string,
    detail: string,
    facts: ProblemFacts = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${title}: ${detail}`);
    this.problem = { type: 'about:blank', ...facts, status, title, detail };
    this.headers = headers;
  }
}

/** The one answer for what does not exist and for what the caller may not know of. */
export function notFound(): HttpProblem {
  return new HttpProblem(
    404,
    'Not found',
    'There is no such story or language here, or it is not open to you. Nothing was changed.',
  );
}

/** The caller knows of the thing but may not do this to it. */
export function forbidden(detail: string): HttpProblem {
  return new HttpProblem(403, 'Not allowed', detail);
}
