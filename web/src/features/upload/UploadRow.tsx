import { ImportRun } from './ImportRun';
import { Transfer } from './Transfer';
import css from './Upload.module.css';
import type { Upload } from './uploads';

/** One upload: on its way to the server, then on its way into the store. */
export function UploadRow({ upload }: { upload: Upload }) {
  return (
    <li className={css.upload} aria-label={upload.name}>
      {upload.state === 'importing' && upload.run ? <ImportRun upload={upload} run={upload.run} /> : <Transfer upload={upload} />}
    </li>
  );
}
