import { Link, useRouteError } from 'react-router';
import { Empty, ErrorNotice } from '../ui/Notice';
import { Page } from '../ui/Page';

/** A page that is none, or that failed. */
export function Broken() {
  const error = useRouteError();
  return (
    <Page title={error ? 'This page failed' : 'No such page'}>
      {error ? <ErrorNotice error={error} retry={() => window.location.reload()} /> : <Empty title="There is nothing at this address." />}
      <p>
        <Link to="/">Go to the start</Link>
      </p>
    </Page>
  );
}
