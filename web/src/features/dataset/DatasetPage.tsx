import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { principalCube, shapeText } from '../../api/cubes';
import { queries } from '../../api/queries';
import type { Dataset } from '../../api/types';
import { bytes, moment } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { Await } from '../../ui/Notice';
import { Card, Page, Pairs, TabLinks, Tag } from '../../ui/Page';
import { AccessTab } from './AccessTab';
import { CopyAs } from './CopyAs';
import { CubePicture } from './CubePicture';
import { CubesTab } from './CubesTab';
import css from './Dataset.module.css';
import { LineageTab } from './LineageTab';
import { MetadataTab } from './MetadataTab';
import { RunsTab } from './RunsTab';

/** One dataset: what it shows, what is in it, how it came about, and how to get at it. */
export function DatasetPage() {
  const { id = '', tab = 'preview' } = useParams();
  const query = useQuery(queries.dataset(id));
  const dataset = query.data;
  const cube = principalCube(dataset?.cubes ?? []);
  const base = `/datasets/${id}`;
  return (
    <Page
      title={dataset?.name ?? 'Dataset'}
      sub={dataset?.description}
      actions={
        cube && (
          <>
            <Button component={Link} to={`/look?p=${encodeURIComponent(`${id}/${cube.name}`)}`} leftSection={<Icon name="look" />}>
              Look
            </Button>
            <Button component={Link} to={`/workflows?input=${id}/${cube.name}`} variant="default" leftSection={<Icon name="workflow" />}>
              Compute with it
            </Button>
            <Button component={Link} to={`/h5web/${id}`} variant="default">
              Open in H5Web
            </Button>
          </>
        )
      }
    >
      <TabLinks
        label="Parts of the dataset"
        tabs={[
          { to: base, text: 'Preview' },
          { to: `${base}/cubes`, text: 'Cubes' },
          { to: `${base}/metadata`, text: 'Metadata' },
          { to: `${base}/lineage`, text: 'Lineage' },
          { to: `${base}/runs`, text: 'Runs' },
          { to: `${base}/access`, text: 'Access' },
          { to: `${base}/use`, text: 'Use it elsewhere' },
        ]}
      />
      <Await query={query} rows={6}>
        {(found) => <Tab dataset={found} tab={tab} />}
      </Await>
    </Page>
  );
}

function Tab({ dataset, tab }: { dataset: Dataset; tab: string }) {
  switch (tab) {
    case 'cubes':
      return <CubesTab dataset={dataset} />;
    case 'metadata':
      return <MetadataTab dataset={dataset} />;
    case 'lineage':
      return <LineageTab id={dataset.id} />;
    case 'runs':
      return <RunsTab id={dataset.id} />;
    case 'access':
      return <AccessTab dataset={dataset} />;
    case 'use':
      return <CopyAs dataset={dataset} />;
    default:
      return <Preview dataset={dataset} />;
  }
}

function Preview({ dataset }: { dataset: Dataset }) {
  const cube = principalCube(dataset.cubes ?? []);
  return (
    <div className={css.preview}>
      <Card>{cube && cube.axes.length > 0 ? <CubePicture dataset={dataset.id} cube={cube} /> : <p>No cube of it can be drawn.</p>}</Card>
      <div>
        <Card title="About">
          <Pairs
            of={[
              ['Shows', cube ? `${cube.name}${cube.unit ? ` in ${cube.unit}` : ''}` : undefined],
              ['Shape', cube && shapeText(cube)],
              ['Made', moment(dataset.created)],
              ['By', dataset.ownerName ?? undefined],
              ['How', dataset.run ? <Link to={`/runs/${dataset.run}`}>the run that made it</Link> : 'brought in as it is'],
              ['Size', bytes(dataset.bytes)],
              ['Format', dataset.format],
              ['Kept', dataset.external ? <Tag tone="warn">read where it lies: {dataset.location}</Tag> : 'in the store'],
              ['Content', dataset.contentId ? <code className={css.hash}>{dataset.contentId}</code> : undefined],
            ]}
          />
        </Card>
      </div>
    </div>
  );
}
