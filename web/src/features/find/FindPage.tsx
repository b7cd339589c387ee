import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { Icon } from '../../ui/Icon';
import { Await, Empty } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { ColumnChooser } from './ColumnChooser';
import { Facets } from './Facets';
import css from './Find.module.css';
import { Results } from './Results';
import { SavedSearches } from './SavedSearches';
import { SearchBar } from './SearchBar';
import { useFindState } from './useFindState';

function datasets(count: number): string {
  return count === 1 ? '1 dataset' : `${count.toLocaleString('en')} datasets`;
}

/** Finds datasets by words, conditions with units, and counted values. */
export function FindPage() {
  const state = useFindState();
  const query = useInfiniteQuery({
    ...queries.find({ text: state.text, where: state.where, facets: state.facets, limit: 40 }),
    placeholderData: (before) => before,
  });
  const first = query.data?.pages[0];
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = query.error ? { ...query, data: undefined } : query;

  return (
    <Page
      title="Find"
      sub="Every dataset that you may see, with how it came about."
      actions={
        <Button component={Link} to="/upload" variant="default" leftSection={<Icon name="upload" />}>
          Bring data in
        </Button>
      }
    >
      <SearchBar state={state} />
      <div className={css.layout}>
        <aside className={css.side} aria-label="Narrow down">
          <Facets state={state} facets={first?.facets} />
        </aside>
        <section className={css.found} aria-label="Results" aria-busy={query.isFetching}>
          <div className={css.tools}>
            <p role="status" className={css.count}>
              {first ? `${first.exact === false ? 'more than ' : ''}${datasets(first.total ?? items.length)}` : '…'}
            </p>
            <SegmentedControl
              size="xs"
              aria-label="Shown as"
              value={state.view}
              onChange={(view) => state.change({ view: view === 'cards' ? 'cards' : '' })}
              data={[
                { value: 'table', label: 'Table' },
                { value: 'cards', label: 'Cards' },
              ]}
            />
            {state.view === 'table' && <ColumnChooser state={state} />}
          </div>
          <Await query={shown} rows={8}>
            {() =>
              items.length > 0 ? (
                <Results items={items} state={state} />
              ) : (
                <Empty title="Nothing fits.">
                  {state.where.length > 0 || state.text ? (
                    <p>Take a condition away, or write fewer words.</p>
                  ) : (
                    <p>
                      <Link to="/upload">Bring data in</Link> from your machine, or with <code>etalon dataset import FILE</code>.
                    </p>
                  )}
                </Empty>
              )
            }
          </Await>
          {query.hasNextPage && (
            <div className={css.more}>
              <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </section>
        <aside className={css.under} aria-label="Saved searches">
          <SavedSearches state={state} />
        </aside>
      </div>
    </Page>
  );
}
