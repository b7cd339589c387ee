import type { Run } from '../../api/types';
import { CopyButton } from '../../ui/CopyButton';
import { Empty } from '../../ui/Notice';
import { Card, Code } from '../../ui/Page';

/** The request as it can be sent again. */
export function RequestTab({ run }: { run: Run }) {
  if (!run.request) {
    return <Empty title="What was asked for is not kept." />;
  }
  const text = JSON.stringify(run.request, null, 2);
  return (
    <Card title="Send this to /api/runs to do the same again">
      <Code label="Request">{text}</Code>
      <p>
        <CopyButton label="Copy" text={text} />
      </p>
    </Card>
  );
}
