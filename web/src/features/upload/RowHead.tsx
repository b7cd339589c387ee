import { bytes } from '../../ui/format';
import { Tag, type Tone } from '../../ui/Page';
import css from './Upload.module.css';
import type { Upload } from './uploads';

/** What is sent, how much it is, and what state it is in. */
export function RowHead({ upload, tone, state }: { upload: Upload; tone: Tone; state: string }) {
  return (
    <div className={css.head}>
      <strong>{upload.name}</strong>
      <Tag tone={tone}>{state}</Tag>
      <span className={css.size}>
        {upload.files > 1 && `${upload.files.toLocaleString('en')} files, `}
        {bytes(upload.bytes)}
      </span>
    </div>
  );
}
