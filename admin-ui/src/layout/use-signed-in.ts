import { useGetIdentity } from 'react-admin';
import { NOBODY, type Identity } from '../auth-provider.js';

const ASK_AGAIN_MS = 5_000;

const isNobody = (identity: unknown) => (identity as Identity | undefined)?.id === NOBODY.id;

/** Who is signed in; undefined while the service cannot say. Then it is asked again, beside what the page shows. */
export function useSignedIn(): { identity: Identity | undefined; isPending: boolean } {
  const { data, isPending } = useGetIdentity({ refetchInterval: ({ state }: { state: { data?: unknown } }) => (isNobody(state.data) ? ASK_AGAIN_MS : false) });
  return { identity: isNobody(data) ? undefined : (data as Identity | undefined), isPending };
}
