// Who is signed in. A session that ends while someone works takes nothing from the page: the form
// to sign in comes over it, and what was typed is still there behind.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { onSessionLost, type Schemas } from '~/api/client';
import { me as meQuery } from '~/api/queries';
import { change, current, type Language } from '~/i18n';
import type { Permission } from './pages';

export type Me = Schemas['Me'];
interface Session {
  me: Me | undefined;
  isLoading: boolean;
  isLost: boolean; // was signed in, is no longer
  failure: unknown; // of the first look; not "nobody is signed in"
  signedIn(): Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { data: me, isLoading, error } = useQuery(meQuery);
  const [isLost, setLost] = useState(false);
  const known = me?.person.id;
  useEffect(() => onSessionLost(() => setLost(true)), []);
  useEffect(() => {
    const own = me?.person.language as Language | undefined;
    if (own && own !== current()) void change(own);
  }, [me?.person.language]);
  async function signedIn() {
    const now = await client.fetchQuery({ ...meQuery, staleTime: 0 });
    // Someone else sits down: nothing of the former's may stay on the screen.
    if (known && known !== now.person.id) return location.assign('/app');
    setLost(false);
    await client.invalidateQueries();
  }
  const isNobody = (error as { status?: number } | null)?.status === 401;
  const failure = isNobody ? null : error;
  return (
    <SessionContext.Provider value={{ me, isLoading, isLost, failure, signedIn }}>
      {children}
    </SessionContext.Provider>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}

/// Who is signed in; only below Root, which shows nothing else until it is known.
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error('useMe before sign-in');
  return me;
}

export function useMay(): (permission: Permission) => boolean {
  const { me } = useSession();
  return permission => me?.permissions.includes(permission) ?? false;
}
