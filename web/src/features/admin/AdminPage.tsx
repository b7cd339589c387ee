import { useParams } from 'react-router';
import { useSession } from '../session';
import { ErrorNotice } from '../../ui/Notice';
import { Page, TabLinks } from '../../ui/Page';
import { Audit } from './Audit';
import { Health } from './Health';
import { Proposals } from './Proposals';
import { Users } from './Users';

/** For staff and administrators: health, users, proposals, the audit. */
export function AdminPage() {
  const { tab = 'health' } = useParams();
  const { isStaff, isAdministrator } = useSession();
  if (!isStaff) {
    return (
      <Page title="Administration">
        <ErrorNotice error={new Error('This is for staff and administrators.')} />
      </Page>
    );
  }
  return (
    <Page title="Administration">
      <TabLinks
        label="Parts of the administration"
        tabs={[
          { to: '/admin', text: 'Health' },
          { to: '/admin/proposals', text: 'Proposals' },
          ...(isAdministrator
            ? [
                { to: '/admin/users', text: 'Users' },
                { to: '/admin/audit', text: 'Audit' },
              ]
            : []),
        ]}
      />
      {tab === 'health' && <Health />}
      {tab === 'users' && <Users />}
      {tab === 'proposals' && <Proposals />}
      {tab === 'audit' && <Audit />}
    </Page>
  );
}
