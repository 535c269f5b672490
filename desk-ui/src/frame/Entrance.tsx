import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../../contracts/me.js';
import { ApiError } from '../../../ui/api-error.js';
import { api } from '../api.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { SharedDesk } from '../shared-desk/SharedDesk.js';
import { Workspace } from './Workspace.js';

const NOT_SIGNED_IN = 401;
const ASK_AGAIN_MS = 5_000;

/** Who is signed in, as the API says; nobody: the shared desk, where one enrols, switches or signs in in full. */
export function Entrance() {
  const { data: me, error, refetch } = useQuery({ queryKey: ['me'], queryFn: () => api.get<Me>('/v1/me'), staleTime: Infinity, refetchInterval: ({ state }) => (state.data ? false : state.error && !isNobody(state.error) ? ASK_AGAIN_MS : false) });
  if (me) return <Workspace me={me} />;
  if (isNobody(error)) return <SharedDesk />;
  return <main id="main-content">{error ? <LoadError error={error} retry={() => void refetch()} /> : <Loading />}</main>;
}

const isNobody = (error: unknown) => error instanceof ApiError && error.status === NOT_SIGNED_IN;
