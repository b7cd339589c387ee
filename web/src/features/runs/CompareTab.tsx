import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import type { Run, RunComparison, Verdict } from '../../api/types';
import { moment, sample } from '../../ui/format';
import { Await, Empty } from '../../ui/Notice';
import { Card, NumberCell, Table, Tag, type Tone } from '../../ui/Page';
import css from './Runs.module.css';

const tones: Record<Verdict, Tone> = { identical: 'good', 'within tolerance': 'good', explained: 'accent', unexplained: 'bad' };

/** This run beside another one: what differs in the steps, and how far the results do. */
export function CompareTab({ run }: { run: Run }) {
  const [params, setParams] = useSearchParams();
  const other = params.get('with') ?? '';
  const others = useInfiniteQuery(queries.runs('done', run.operator));
  const query = useQuery({ ...queries.compare(other, run.run ?? ''), enabled: other !== '' });
  const choices = (others.data?.pages.flat() ?? []).filter((one) => one.run !== run.run);
  return (
    <>
      <NativeSelect
        className={css.choice}
        label="The other run"
        description={`Runs of ${run.operator}, newest first`}
        value={other}
        onChange={(event) => setParams(event.currentTarget.value ? { with: event.currentTarget.value } : {}, { replace: true })}
        data={[
          { value: '', label: 'choose a run' },
          ...(other && !choices.some((one) => one.run === other) ? [{ value: other, label: other }] : []),
          ...choices.map((one) => ({ value: one.run ?? '', label: `${one.name || one.operator}, ${moment(one.created)}` })),
        ]}
      />
      {other === '' ? (
        <Empty title="Choose a run to compare with.">Steps are put side by side, and kept results are compared sample by sample.</Empty>
      ) : (
        <Await query={query}>{(comparison) => <Comparison comparison={comparison} />}</Await>
      )}
    </>
  );
}

/** The mean of a result; nothing where a run did not keep it. */
function mean(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : sample(value);
}

function VerdictTag({ verdict }: { verdict: Verdict }) {
  return <Tag tone={tones[verdict]}>{verdict}</Tag>;
}

function Comparison({ comparison }: { comparison: RunComparison }) {
  return (
    <>
      <p>
        Altogether: <VerdictTag verdict={comparison.verdict} />, up to a relative difference of {comparison.tolerance}.
      </p>
      <Card title="Results">
        <Table label="Results side by side" head={['Output', 'Verdict', 'Why', 'Mean here', 'Mean there', '']} numbers={[3, 4]}>
          {comparison.outputs.map((output) => (
            <tr key={output.output}>
              <td>{output.output}</td>
              <td>
                <VerdictTag verdict={output.verdict} />
              </td>
              <td className={css.why}>{output.why}</td>
              <NumberCell>{mean(output.statistics?.[1]?.mean)}</NumberCell>
              <NumberCell>{mean(output.statistics?.[0]?.mean)}</NumberCell>
              <td>
                {output.first && output.second && (
                  <Button
                    size="xs"
                    variant="default"
                    component={Link}
                    to={`/look?p=${encodeURIComponent(`${output.first.dataset}/${output.first.cube}`)}&p=${encodeURIComponent(`${output.second.dataset}/${output.second.cube}`)}&difference=1`}
                  >
                    Look at both
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      </Card>
      <Card title="Steps">
        <Table label="Steps side by side" head={['Step', 'Verdict', 'Why']}>
          {comparison.steps.map((step) => (
            <tr key={`${step.first ?? ''} ${step.second ?? ''}`}>
              <td>
                {step.second ?? step.first} <small>{step.operator}</small>
              </td>
              <td>
                <VerdictTag verdict={step.verdict} />
              </td>
              <td className={css.why}>
                {step.changes.length === 0
                  ? step.why
                  : step.changes.map((change) => (
                      <div key={change.field}>
                        {change.field.replace(/^parameters\./, '')}: {change.first ?? 'not given'} → {change.second ?? 'not given'}
                      </div>
                    ))}
              </td>
            </tr>
          ))}
        </Table>
      </Card>
    </>
  );
}
