import { Button } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import { json } from '../../api/client';
import { Problem } from '../../api/problem';
import { queries } from '../../api/queries';
import { Empty, ErrorNotice, Waiting } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { addressOf, readShared, type SharedLook, type SharedPanel } from './sharedView';

interface SavedView {
  id: string;
  state: unknown;
  createdAt: string;
}

/** Opens a shared view. Whether one may see what it shows is asked of the datasets; what is gone or has changed is said first. */
export function SharedViewPage() {
  const { id = '' } = useParams();
  const saved = useQuery({ queryKey: ['view', id], queryFn: ({ signal }) => json<SavedView>(`/api/views/${encodeURIComponent(id)}`, { signal }), staleTime: Infinity, retry: false });
  if (saved.error) {
    return saved.error instanceof Problem && saved.error.status === 404 ? (
      <Gone title="There is no such view">
        <p>No view was shared under “{id}”. Was the link copied whole?</p>
      </Gone>
    ) : (
      <Page title="Shared view">
        <ErrorNotice error={saved.error} retry={() => void saved.refetch()} />
      </Page>
    );
  }
  if (!saved.data) {
    return (
      <Page title="Shared view">
        <Waiting rows={1} height={420} />
      </Page>
    );
  }
  const shared = readShared(saved.data.state);
  return shared ? (
    <Checked shared={shared} createdAt={saved.data.createdAt} />
  ) : (
    <Gone title="This view cannot be shown">
      <p>It was shared by another version of the portal, which wrote it in another form.</p>
    </Gone>
  );
}

function Checked({ shared, createdAt }: { shared: SharedLook; createdAt: string }) {
  const navigate = useNavigate();
  const ids = [...new Set(shared.panels.map((panel) => panel.dataset))];
  const answers = useQueries({ queries: ids.map((id) => ({ ...queries.dataset(id), retry: false })) });
  const answerOf = (panel: SharedPanel) => answers[ids.indexOf(panel.dataset)];
  const failed = answers.find((answer) => answer.error && !isMissing(answer.error));
  if (failed) {
    return (
      <Page title="Shared view">
        <ErrorNotice error={failed.error} retry={() => void failed.refetch()} />
      </Page>
    );
  }
  if (answers.some((answer) => answer.isPending)) {
    return (
      <Page title="Shared view">
        <Waiting rows={1} height={420} />
      </Page>
    );
  }
  const isGone = (panel: SharedPanel) => isMissing(answerOf(panel)?.error);
  const gone = ids.filter((id) => shared.panels.some((panel) => panel.dataset === id && isGone(panel)));
  const changed = new Set(shared.panels.flatMap((panel) => {
    const dataset = answerOf(panel)?.data;
    return dataset && panel.content !== undefined && dataset.contentId !== panel.content ? [dataset] : [];
  }));
  const address = addressOf(shared, isGone);
  if (gone.length === 0 && changed.size === 0) {
    return <Navigate to={address} replace />;
  }
  const day = new Date(createdAt).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });
  const isLeft = gone.length < ids.length;
  return (
    <Gone title={gone.length > 0 ? 'Not all of this view is there for you' : 'What this view shows has changed'}>
      {gone.map((id) => (
        <p key={id}>
          The dataset <code>{id}</code> was deleted, or it is not open to you. Its owner can let you see it, by giving it to a proposal that you belong to.
        </p>
      ))}
      {[...changed].map((dataset) => (
        <p key={dataset.id}>
          “{dataset.name}” has other samples than on {day}, when the view was shared.
        </p>
      ))}
      {isLeft && (
        <Button onClick={() => void navigate(address, { replace: true })}>
          {gone.length > 0 ? 'Show what is there' : 'Show it as it is now'}
        </Button>
      )}
    </Gone>
  );
}

function Gone({ title, children }: { title: string; children: React.ReactNode }) {
  const navigate = useNavigate();
  return (
    <Page title="Shared view">
      <Empty title={title}>
        {children}
        <p>
          <Button variant="default" onClick={() => void navigate(-1)}>
            Go back
          </Button>{' '}
          <Link to="/find">Find data</Link>
        </p>
      </Empty>
    </Page>
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Problem && error.status === 404;
}
