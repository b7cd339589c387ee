import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { address } from '../../api/client';
import { queries } from '../../api/queries';
import css from './SignInPage.module.css';

/** A button for each provider whose accounts sign in; nothing where there is none. */
export function ProviderButtons({ next }: { next: string }) {
  const { data: providers = [] } = useQuery(queries.providers());
  if (providers.length === 0) {
    return null;
  }
  return (
    <div className={css.providers}>
      {providers.map(({ name, title }) => (
        // A link and no request: the browser goes to the provider, and comes back with a session.
        <Button key={name} component="a" href={address(`/api/session/provider/${name}`, { next })} variant="default" fullWidth>
          Sign in with {title}
        </Button>
      ))}
    </div>
  );
}
