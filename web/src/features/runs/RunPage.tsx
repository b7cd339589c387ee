import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { json } from '../../api/client';
import { queries } from '../../api/queries';
import type { Run } from '../../api/types';
import { bytes, moment, seconds } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { Await, ErrorNotice } from '../../ui/Notice';
import { Bar, Card, Page, Pairs, TabLinks } from '../../ui/Page';
import { CompareTab } from './CompareTab';
import { LogTab } from './LogTab';
import { Places } from './Places';
import { progressText } from './progressText';
import { RequestTab } from './RequestTab';
import css from './Runs.module.css';
import { StateTag } from './StateTag';
import { StepsTab } from './StepsTab';
import { useLiveRun } from './useLiveRun';
import { WhyCard } from './WhyCard';

/** One run, live while it goes on: what it read and made, what it cost, what it said, and how to do it again. */
export function RunPage() {
  const { id = '', tab = 'run' } = useParams();
  // The run that this one repeats with changes.
  const from = useSearchParams()[0].get('from');
  const client = useQueryClient();
  const { query, progress, live } = useLiveRun(id);
  const run = query.data;
  const base = `/runs/${id}`;
  const cancel = useMutation({
    mutationFn: () => json<Run>(`/api/runs/${id}/cancel`, { method: 'POST' }),
    onSuccess: (ended) => client.setQueryData(queries.run(id).queryKey, ended),
  });
  const navigate = useNavigate();
  const retry = useMutation({
    mutationFn: () => json<Run>(`/api/runs/${id}/retry`, { method: 'POST' }),
    onSuccess: (next) => void navigate(`/runs/${next.run ?? ''}`),
  });
  const kind = run?.request?.workflow ? 'workflow' : 'operator';
  return (
    <Page
      title={run ? run.name || run.operator || 'Run' : 'Run'}
      sub={
        run && (
          <>
            <StateTag state={run.state} /> {run.operator} · {moment(run.created)}
          </>
        )
      }
      actions={
        run && (
          <>
            {live && (
              <Button color="red" variant="light" loading={cancel.isPending} onClick={() => cancel.mutate()}>
                Cancel
              </Button>
            )}
            {['failed', 'cancelled', 'interrupted'].includes(run.state) && (
              <Button loading={retry.isPending} onClick={() => retry.mutate()}>
                Try again
              </Button>
            )}
            {from && run.state === 'done' && (
              <Button component={Link} to={`${base}/compare?with=${from}`}>
                Compare with the earlier run
              </Button>
            )}
            {run.request && (
              <Button component={Link} to={`/workflows/${kind}/${run.operator}?from=${id}`} variant="default" leftSection={<Icon name="rerun" />}>
                Rerun with changes
              </Button>
            )}
          </>
        )
      }
    >
      <TabLinks
        label="Parts of the run"
        tabs={[
          { to: base, text: 'Run' },
          { to: `${base}/steps`, text: 'Steps' },
          { to: `${base}/log`, text: 'Log' },
          { to: `${base}/request`, text: 'Request' },
          { to: `${base}/compare`, text: 'Compare' },
        ]}
      />
      {(cancel.error ?? retry.error) && <ErrorNotice error={cancel.error ?? retry.error} />}
      <Await query={query} rows={6}>
        {(found) => (
          <>
            {live && (
              <div className={css.progress} role="status">
                <Bar label="Progress" {...(progress?.done === undefined ? {} : { done: progress.done })} />
                <p>{progressText(found, progress)}</p>
              </div>
            )}
            {tab === 'run' && <Overview run={found} />}
            {tab === 'steps' && <StepsTab run={found} />}
            {tab === 'log' && <LogTab id={id} live={live} />}
            {tab === 'request' && <RequestTab run={found} />}
            {tab === 'compare' && <CompareTab run={found} />}
          </>
        )}
      </Await>
    </Page>
  );
}

function Overview({ run }: { run: Run }) {
  const cost = run.statistics;
  return (
    <>
      {run.refusal && <ErrorNotice error={Object.assign(new Error(run.refusal.message ?? 'It failed.'), { help: run.refusal.help ?? '' })} />}
      <div className={css.columns}>
        <Card title="Made">
          <Places places={run.outputs} empty={run.state === 'done' ? 'It keeps nothing.' : 'Nothing yet.'} pictures />
        </Card>
        <div>
          <Card title="Read">
            <Places places={run.inputs} empty="It reads nothing." />
          </Card>
          <Card title="Cost">
            <Pairs
              of={[
                ['Time', seconds(cost?.seconds)],
                ['Read', bytes(cost?.bytesRead)],
                ['Written', bytes(cost?.bytesWritten)],
                ['Buffers', bytes(cost?.peakBufferBytes)],
                ['Ended', moment(run.finished)],
                ['From the cache', run.cached ? 'yes: the same had been computed before' : 'no'],
              ]}
            />
            {run.remarks.length > 0 && (
              <ul className={css.remarks}>
                {run.remarks.map((remark) => (
                  <li key={remark}>{remark}</li>
                ))}
              </ul>
            )}
          </Card>
          {run.run && run.state === 'done' && <WhyCard id={run.run} />}
        </div>
      </div>
    </>
  );
}
