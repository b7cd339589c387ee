import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { Await } from '../../ui/Notice';
import { Card, Pairs, Tag } from '../../ui/Page';
import css from './Admin.module.css';

/** Whether the record of what was done is whole. */
export function Audit() {
  const query = useQuery(queries.audit());
  return (
    <Card title="Audit">
      <Await query={query}>
        {(audit) => (
          <Pairs
            of={[
              ['State', audit.firstBroken === null ? <Tag tone="good">whole</Tag> : <Tag tone="bad">broken at entry {audit.firstBroken}</Tag>],
              ['Entries', audit.entries.toLocaleString('en')],
              ['Last hash', <code className={css.hash}>{audit.head}</code>],
            ]}
          />
        )}
      </Await>
      <p>Every entry contains the hash of the one before. Keep the last hash elsewhere: with it, entries cut off at the end are found too.</p>
    </Card>
  );
}
