import { Button } from '@mantine/core';
import { bytes, seconds } from '../../ui/format';
import { ErrorNotice } from '../../ui/Notice';
import { Bar, type Tone } from '../../ui/Page';
import { ChooseButton } from './ChooseButton';
import { DeleteButton } from './DeleteButton';
import { ImportAgain } from './ImportAgain';
import { PauseNotice } from './PauseNotice';
import { FileChanged } from './readPart';
import { RowHead } from './RowHead';
import css from './Upload.module.css';
import { carryOn, resume, stop, type Upload, type UploadState } from './uploads';

const shown: Record<UploadState, [tone: Tone, text: string]> = {
  waiting: ['plain', 'waiting'],
  sending: ['accent', 'sending'],
  stopped: ['warn', 'stopped'],
  failed: ['bad', 'failed'],
  unfinished: ['warn', 'unfinished'],
  sent: ['plain', 'ready to import'],
  importing: ['accent', 'importing'],
};

/** How much has arrived and, while more does, how fast and for how long. */
function figures({ received, bytes: total, state, pause, bytesPerSecond }: Upload): string {
  const arrived = `${bytes(received)} of ${bytes(total)}`;
  return state === 'sending' && !pause && bytesPerSecond
    ? `${arrived}, ${bytes(bytesPerSecond)}/s, about ${seconds((total - received) / bytesPerSecond)} left`
    : arrived;
}

/** An upload whose import has not begun. */
export function Transfer({ upload }: { upload: Upload }) {
  const { state, pause, problem, received, bytes: total, files } = upload;
  const [tone, text] = pause ? (['warn', 'paused'] as const) : shown[state];
  const complete = upload.id !== undefined && received === total;
  // Only the import can still be ordered.
  const arrived = complete && (state === 'sent' || state === 'failed');
  return (
    <>
      <RowHead upload={upload} tone={tone} state={text} />
      {state !== 'waiting' && !arrived && (
        <>
          <Bar label={`How much of ${upload.name} has arrived`} done={total > 0 ? received / total : 1} />
          <p className={css.quiet}>{state === 'importing' ? 'Everything has arrived. The import begins.' : figures(upload)}</p>
        </>
      )}
      {pause && <PauseNotice pause={pause} />}
      {problem !== undefined && <ErrorNotice error={problem} />}
      {state === 'unfinished' && <p className={css.quiet}>It is not being sent from this window. Choose the same {files > 1 ? 'folder' : 'file'} again to carry on; what has arrived is kept.</p>}
      {arrived && <ImportAgain upload={upload} />}
      {!arrived && (
        <div className={css.buttons}>
          {(state === 'waiting' || state === 'sending') && (
            <Button size="xs" variant="default" onClick={() => stop(upload)}>
              Stop
            </Button>
          )}
          {state === 'stopped' && (
            <Button size="xs" onClick={() => resume(upload)}>
              Carry on
            </Button>
          )}
          {state === 'failed' && upload.sources && (
            <Button size="xs" onClick={() => resume(upload)}>
              Try again
            </Button>
          )}
          {(state === 'unfinished' || (state === 'failed' && (!upload.sources || problem instanceof FileChanged))) && <ChooseAgain upload={upload} />}
          {state !== 'importing' && <DeleteButton upload={upload} />}
        </div>
      )}
    </>
  );
}

function ChooseAgain({ upload }: { upload: Upload }) {
  const folder = upload.files > 1;
  return (
    <ChooseButton
      size="xs"
      variant={upload.sources ? 'default' : 'filled'}
      what={folder ? 'folder' : 'file'}
      onChosen={([chosen]) => chosen && carryOn(upload, chosen)}
    >
      Choose the {folder ? 'folder' : 'file'} again to carry on
    </ChooseButton>
  );
}
