import type { Run } from '../../api/types';
import { bytes, seconds } from '../../ui/format';
import { Code, Pairs } from '../../ui/Page';

/** What a run would cost. */
export function PlanView({ run }: { run: Run }) {
  const total = run.plan?.total;
  return (
    <div data-testid="plan">
      {total && (
        <Pairs
          of={[
            ['Time', seconds(total.seconds)],
            ['Memory', `${bytes(total.peakBytes)} of ${bytes(run.plan?.budgetBytes)}`],
            ['Reads', bytes(total.bytesRead)],
            ['Writes', bytes(total.bytesWritten)],
          ]}
        />
      )}
      {run.remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
      {run.planText && <Code label="The plan step by step">{run.planText}</Code>}
    </div>
  );
}
