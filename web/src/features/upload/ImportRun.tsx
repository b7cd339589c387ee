import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { json } from '../../api/client';
import { principalCube } from '../../api/cubes';
import { queries } from '../../api/queries';
import type { Run } from '../../api/types';
import { ErrorNotice } from '../../ui/Notice';
import { Bar, type Tone } from '../../ui/Page';
import { progressText, useLiveRun } from '../runs';
import { ImportAgain } from './ImportAgain';
import { RowHead } from './RowHead';
import css from './Upload.module.css';
import { announceEnd, dismiss, type Upload } from './uploads';

const tones: Record<string, Tone> = { done: 'good', failed: 'bad', cancelled: 'warn', interrupted: 'warn' };

/** The run that makes a dataset of an upload, and what came of it. */
export function ImportRun({ upload, run: id }: { upload: Upload; run: string }) {
  const client = useQueryClient();
  const { query, progress, live } = useLiveRun(id);
  const run = query.data;
  const ended = run && !live ? run.state : '';
  useEffect(() => {
    if (ended && announceEnd(id, `${upload.name}: the import is ${ended}.`)) {
      for (const queryKey of [['uploads'], ['find'], ['runs']]) {
        void client.invalidateQueries({ queryKey });
      }
    }
  }, [client, ended, id, upload.name]);
  const cancel = useMutation({
    mutationFn: () => json<Run>(`/api/runs/${id}/cancel`, { method: 'POST' }),
    onSuccess: (now) => client.setQueryData(queries.run(id).queryKey, now),
  });
  const problem = upload.problem ?? cancel.error ?? query.error;
  return (
    <>
      <RowHead upload={upload} tone={tones[ended] ?? 'accent'} state={ended || 'importing'} />
      {!ended && (
        <>
          <Bar label={`Import of ${upload.name}`} {...(progress?.done === undefined ? {} : { done: progress.done })} />
          <p className={css.quiet}>{run ? progressText(run, progress) : 'Everything has arrived.'}</p>
        </>
      )}
      {problem && <ErrorNotice error={problem} />}
      {run?.refusal && <ErrorNotice error={Object.assign(new Error(run.refusal.message ?? 'The import failed.'), { help: run.refusal.help ?? '' })} />}
      {ended && ended !== 'done' && <ImportAgain upload={upload} />}
      <div className={css.buttons}>
        {live && (
          <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel the import
          </Button>
        )}
        {ended === 'done' && run && <Made run={run} />}
        <Button component={Link} to={`/runs/${id}`} size="xs" variant="default">
          See the run
        </Button>
        {ended === 'done' && (
          <Button size="xs" variant="subtle" aria-label={`Take off the list: ${upload.name}`} onClick={() => dismiss(upload)}>
            Take off the list
          </Button>
        )}
      </div>
    </>
  );
}

/** Leads to the dataset that was made. */
function Made({ run }: { run: Run }) {
  const dataset = Object.values(run.outputs)[0]?.dataset ?? '';
  const { data } = useQuery({ ...queries.dataset(dataset), enabled: dataset !== '' });
  const cube = principalCube(data?.cubes ?? []);
  return dataset === '' ? null : (
    <>
      <Button component={Link} to={`/datasets/${dataset}`} size="xs">
        Open dataset
      </Button>
      {cube && (
        <Button component={Link} to={`/look?p=${encodeURIComponent(`${dataset}/${cube.name}`)}`} size="xs" variant="default">
          Look
        </Button>
      )}
    </>
  );
}
