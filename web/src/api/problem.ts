interface Body {
  title?: string;
  detail?: string;
  code?: string;
  help?: string;
  traceId?: string;
}

/** Something the server refused, in the server's words: what was wrong, and what to do. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly help = '',
    readonly traceId = '',
    /** After how many seconds the server wants to be asked again; undefined where it does not say. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'Problem';
  }

  /** Reads problem+json; other answers become a problem too. */
  static async of(response: Response): Promise<Problem> {
    const text = await response.text();
    let body: Body = {};
    try {
      body = (JSON.parse(text) as Body | null) ?? {};
    } catch {
      // Not JSON: the status has to do.
    }
    const title = body.title ?? body.detail ?? `The server answered ${response.status}.`;
    const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
    return new Problem(
      response.status, body.code ?? `status-${response.status}`, title, body.help ?? '', body.traceId ?? '', Number.isNaN(wait) ? undefined : wait,
    );
  }

  /** Whether asking again later may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500 || this.code === 'database-away';
  }
}
