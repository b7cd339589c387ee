import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { Await } from '../../ui/Notice';
import { Card } from '../../ui/Page';

/** Why the run was computed and not taken from an earlier one. */
export function WhyCard({ id }: { id: string }) {
  const query = useQuery(queries.why(id));
  return (
    <Card title="Why it was computed">
      <Await query={query} rows={1}>
        {(why) => (
          <p>
            {why.reason} {why.comparedWith && <Link to={`/runs/${id}/compare?with=${why.comparedWith}`}>Compare with that run</Link>}
          </p>
        )}
      </Await>
    </Card>
  );
}
