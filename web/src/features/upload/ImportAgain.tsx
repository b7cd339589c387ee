import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { DeleteButton } from './DeleteButton';
import { OptionFields, tidy } from './OptionFields';
import css from './Upload.module.css';
import { bringIn, type Upload } from './uploads';

/** Orders an import of what has arrived, the first one or another one with other options; or it is deleted. */
export function ImportAgain({ upload }: { upload: Upload }) {
  const [options, setOptions] = useState(upload.options);
  const again = upload.state !== 'sent';
  return (
    <form
      className={css.again}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void bringIn(upload, tidy(options));
      }}
    >
      <details open={again}>
        <summary>Options of the import</summary>
        <OptionFields value={options} onChange={setOptions} />
      </details>
      <div className={css.buttons}>
        <Button type="submit" size="xs">
          {again ? 'Import again' : 'Import'}
        </Button>
        <DeleteButton upload={upload} />
      </div>
    </form>
  );
}
