import { json } from '../../api/client';
import type { ImportOptions, Run, UploadView } from '../../api/types';

/** A file with its path: its name, or `FOLDER/a/b.tif` where a folder was chosen. */
export interface Source {
  path: string;
  file: File;
}

export const listUploads = (signal: AbortSignal) => json<{ items: UploadView[] }>('/api/uploads', { signal });

export const getUpload = (id: string, signal: AbortSignal) => json<UploadView>(`/api/uploads/${id}`, { signal });

/** Begins an upload; the same files again are the same upload again, so this is safe to repeat. */
export const beginUpload = (name: string, sources: Source[], signal: AbortSignal) =>
  json<UploadView>('/api/uploads', {
    method: 'POST',
    signal,
    body: { name, files: sources.map(({ path, file }) => ({ path, bytes: file.size, modified: file.lastModified })) },
  });

export const sendPart = (id: string, offset: number, part: Uint8Array, digest: string | undefined, signal: AbortSignal) =>
  json<UploadView>(`/api/uploads/${id}`, {
    method: 'PATCH',
    signal,
    body: part,
    headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset), ...(digest ? { 'Content-Digest': digest } : {}) },
  });

export const importUpload = (id: string, options: ImportOptions, signal: AbortSignal) =>
  json<Run>(`/api/uploads/${id}/import`, { method: 'POST', signal, body: options });

export const deleteUpload = (id: string) => json(`/api/uploads/${id}`, { method: 'DELETE' });
