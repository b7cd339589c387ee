import type { UploadView } from '../../api/types';

interface Asked {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

interface Begun {
  files: string;
  bytes: Uint8Array[];
  view: UploadView;
}

/** An answer instead of the usual one; `lost` does what was asked and then loses the answer. */
type Trouble = { status: number; code: string; headers?: Record<string, string> } | 'lost' | 'away';

/** A server of uploads in memory, for tests: what fetch would reach. */
export class FakeServer {
  readonly asked: Asked[] = [];
  /** What goes wrong, request by request of a method. */
  readonly trouble: { method: string; how: Trouble }[] = [];
  readonly uploads: Begun[] = [];
  mostAtOnce = 64 * 1024 * 1024;
  /** Called before a part is answered; takes as long as the part does. */
  onPart: (bytes: number) => Promise<void> | void = () => undefined;

  /** An upload of which some bytes have come before. */
  begin(name: string, files: { path: string; bytes: number; modified: number }[], come: Uint8Array = new Uint8Array(), run: string | null = null): Begun {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const begun = {
      files: JSON.stringify(files), bytes: [come],
      view: { id: `id-${this.uploads.length}`, name, files: files.length, bytes, received: come.length, created: '', expires: '', mostAtOnce: this.mostAtOnce, run },
    };
    this.uploads.push(begun);
    return begun;
  }

  /** All that has come of an upload. */
  taken(index = 0): Buffer {
    return Buffer.concat(this.uploads[index]?.bytes ?? []);
  }

  requests(method: string): Asked[] {
    return this.asked.filter((one) => one.method === method);
  }

  fetch = async (input: string, init: RequestInit): Promise<Response> => {
    const method = init.method ?? 'GET';
    const asked = { method, path: input, headers: new Headers(init.headers), body: init.body };
    this.asked.push(asked);
    const trouble = this.trouble.findIndex((one) => one.method === method);
    const how = trouble < 0 ? undefined : this.trouble.splice(trouble, 1)[0]?.how;
    if (how === 'away') {
      throw new TypeError('Failed to fetch');
    }
    if (typeof how === 'object') {
      return answer(how.status, { code: how.code, title: `It said ${how.code}.` }, how.headers);
    }
    const good = await this.#answer(asked, init.signal ?? undefined);
    if (how === 'lost') {
      throw new TypeError('Failed to fetch');
    }
    return good;
  };

  async #answer({ method, path, headers, body }: Asked, signal: AbortSignal | undefined): Promise<Response> {
    const [, , , id, what] = path.split('/');
    if (method === 'POST' && !id) {
      const { name, files } = JSON.parse(body as string) as { name: string; files: { path: string; bytes: number; modified: number }[] };
      const same = this.uploads.find((one) => one.files === JSON.stringify(files));
      return answer(same ? 200 : 201, (same ?? this.begin(name, files)).view);
    }
    const begun = this.uploads.find(({ view }) => view.id === id);
    if (!begun) {
      return answer(404, { code: 'unknown-upload', title: 'There is no such upload.' });
    }
    if (what === 'import') {
      begun.view = { ...begun.view, run: `run of ${begun.view.id}` };
      return answer(200, { run: begun.view.run, state: 'queued', outputs: {} });
    }
    if (method === 'DELETE') {
      this.uploads.splice(this.uploads.indexOf(begun), 1);
      return answer(200, { deleted: id });
    }
    if (method === 'PATCH') {
      const part = body as Uint8Array;
      await this.onPart(part.length);
      signal?.throwIfAborted();
      if (Number(headers.get('Upload-Offset')) !== begun.view.received) {
        return answer(409, { code: 'wrong-offset', title: 'The next part begins elsewhere.' });
      }
      begun.bytes.push(part);
      begun.view = { ...begun.view, received: begun.view.received + part.length };
    }
    return answer(200, begun.view);
  }
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}
