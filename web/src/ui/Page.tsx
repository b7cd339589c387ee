import { useEffect, type ReactNode } from 'react';
import { NavLink } from 'react-router';
import css from './Page.module.css';

interface PageProps {
  title: string;
  sub?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its heading, which is the browser's title too. */
export function Page({ title, sub, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Etalon`;
  }, [title]);
  return (
    <main className={css.page} id="content" tabIndex={-1}>
      <div className={css.head}>
        <div>
          <h1>{title}</h1>
          {sub && <p className={css.sub}>{sub}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      {children}
    </main>
  );
}

/** A part of a page in a frame. */
export function Card({ title, children, id }: { title?: string; children: ReactNode; id?: string }) {
  return (
    <section className={css.card} id={id}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}

/** Tabs that are addresses. */
export function TabLinks({ label, tabs }: { label: string; tabs: { to: string; text: string }[] }) {
  return (
    <nav className={css.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end replace>
          {tab.text}
        </NavLink>
      ))}
    </nav>
  );
}

/** A table that scrolls sideways by itself, never the page. */
export function Table({ label, head, numbers = [], children }: { label: string; head: string[]; numbers?: number[]; children: ReactNode }) {
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={css.table}>
        <thead>
          <tr>
            {head.map((text, index) =>
              text === '' ? (
                <td key="none" />
              ) : (
                <th key={text} scope="col" className={numbers.includes(index) ? css.number : undefined}>
                  {text}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A number's cell. */
export function NumberCell({ children }: { children: ReactNode }) {
  return <td className={css.number}>{children}</td>;
}

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent';

/** A short word in a coloured field; the word says what the colour says. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={css.tag} data-tone={tone}>
      {children}
    </span>
  );
}

/** Names and values. */
export function Pairs({ of }: { of: [string, ReactNode][] }) {
  return (
    <dl className={css.pairs}>
      {of.map(([name, value]) => (
        <div key={name} hidden={value === undefined} className={css.contents}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Text as a program writes it. */
export function Code({ children, label }: { children: string; label: string }) {
  return (
    <pre className={css.code} tabIndex={0} aria-label={label} role="region">
      {children}
    </pre>
  );
}

/** How far something is; without a part done it only says that it goes on. */
export function Bar({ done, label }: { done?: number; label: string }) {
  return <progress className={css.bar} aria-label={label} max={1} {...(done === undefined ? {} : { value: done })} />;
}
