import { createContext, type Dispatch, type ReactNode, useContext, useReducer } from 'react';
import { nextOutgoing, type Outgoing, type OutgoingAction } from './outgoing.js';

type AllOutgoing = Readonly<Record<string, readonly Outgoing[]>>;
type AddressedAction = { readonly conversation: string } & OutgoingAction;

const OutgoingContext = createContext<readonly [AllOutgoing, Dispatch<AddressedAction>] | null>(null);

/** Keeps what is on its way in every conversation, also while another is open: what failed can be sent again later. */
export function OutgoingProvider({ children }: { readonly children: ReactNode }) {
  const state = useReducer(
    (all: AllOutgoing, { conversation, ...action }: AddressedAction): AllOutgoing => ({
      ...all,
      [conversation]: nextOutgoing(all[conversation] ?? [], action),
    }),
    {},
  );
  return <OutgoingContext value={state}>{children}</OutgoingContext>;
}

export function useOutgoing() {
  const outgoing = useContext(OutgoingContext);
  if (!outgoing) throw new Error('useOutgoing needs an OutgoingProvider above it');
  return outgoing;
}
