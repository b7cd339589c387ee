import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { useSession } from '../features/session';
import { Icon, type IconName } from '../ui/Icon';
import { AwayBanner } from './AwayBanner';
import { Palette } from './Palette';
import { SendingTag } from './SendingTag';
import css from './Shell.module.css';

const places: { to: string; text: string; icon: IconName }[] = [
  { to: '/', text: 'Home', icon: 'home' },
  { to: '/find', text: 'Find', icon: 'find' },
  { to: '/look', text: 'Look', icon: 'look' },
  { to: '/workflows', text: 'Workflows', icon: 'workflow' },
  { to: '/jobs', text: 'Jobs', icon: 'jobs' },
];

/** What every page stands in: menu, colour scheme, who is signed in, and the palette. */
export function Shell() {
  const { person, isStaff, leave } = useSession();
  const [palette, setPalette] = useState(false);
  const { pathname } = useLocation();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  // Without transitions kept, Mantine writes a style element, which the content policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });

  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette((shown) => !shown);
      }
    };
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, []);

  useEffect(() => {
    // Newer browsers answer with a promise, which must not become the effect's clean-up.
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        Skip to the content
      </a>
      <header className={css.bar}>
        <Link to="/" className={css.mark} aria-label="Etalon">
          <img src="/etalon.svg" alt="" width={26} height={26} />
          <span>Etalon</span>
        </Link>
        {person && (
          <nav className={css.places} aria-label="Main">
            {places.map((place) => (
              <NavLink key={place.to} to={place.to} end={place.to === '/'}>
                <Icon name={place.icon} />
                <span>{place.text}</span>
              </NavLink>
            ))}
          </nav>
        )}
        <div className={css.end}>
          {person && <SendingTag />}
          {person && (
            <button type="button" className={css.command} onClick={() => setPalette(true)}>
              <Icon name="find" size={16} />
              <span className={css.unseen}>Go to anything</span>
              <kbd>Ctrl K</kbd>
            </button>
          )}
          <ActionIcon
            size="lg"
            variant="default"
            aria-label={scheme === 'dark' ? 'Use the light scheme' : 'Use the dark scheme'}
            onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
          >
            <Icon name={scheme === 'dark' ? 'sun' : 'moon'} />
          </ActionIcon>
          {person && isStaff && (
            <ActionIcon size="lg" variant="default" component={Link} to="/admin" aria-label="Administration">
              <Icon name="admin" />
            </ActionIcon>
          )}
          {person && (
            <>
              <ActionIcon size="lg" variant="default" component={Link} to="/account" aria-label={`Account of ${person.name}`}>
                <Icon name="account" />
              </ActionIcon>
              <ActionIcon size="lg" variant="default" aria-label="Sign out" onClick={() => void leave()}>
                <Icon name="out" />
              </ActionIcon>
            </>
          )}
        </div>
      </header>
      <AwayBanner />
      <Outlet />
      {palette && person && <Palette onClose={() => setPalette(false)} />}
    </div>
  );
}
