import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session } from './session.js';
import type { SignedInUser } from './signed-in-user.js';

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = SessionContext;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider above it');
  return session;
}

/** Who is signed in; `null` for nobody. */
export function useSignedInUser(): SignedInUser | null {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.user);
}

/** Who is signed in, for pages that only exist for somebody. */
export function useUser(): SignedInUser {
  const user = useSignedInUser();
  if (!user) throw new Error('nobody is signed in');
  return user;
}
