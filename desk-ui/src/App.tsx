import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router-dom';
import { ApiError } from '../../ui/api-error.js';
import { Entrance } from './frame/Entrance.js';
import { lazyPage } from './layout/lazy-page.js';
import { Loading } from './layout/Loading.js';

/** For the wall: whoever is signed in or not is no concern of it. */
const PublicBoard = lazyPage(async () => (await import('./observation/PublicBoard.js')).PublicBoard);

const NOT_SIGNED_IN = 401;
const AGAIN = 2;

const isRefused = (error: unknown) => error instanceof ApiError && error.kind === 'refused';

/** Whoever is signed in no more sees the door again, on a page that knows nothing of whoever was there. */
const queryCache = new QueryCache({
  onError: (error, { queryKey: [what], state }) => {
    const wasIn = what !== 'me' || state.data !== undefined;
    if (wasIn && error instanceof ApiError && error.status === NOT_SIGNED_IN) location.reload();
  },
});
const queries = new QueryClient({
  queryCache,
  defaultOptions: { queries: { retry: (failures, error) => !isRefused(error) && failures < AGAIN, staleTime: 2_000, refetchOnWindowFocus: false } },
});

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <BrowserRouter basename="/desk">
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path="/board" element={<PublicBoard />} />
            <Route path="*" element={<Entrance />} />
          </Routes>
        </Suspense>
      </BrowserRouter>
    </QueryClientProvider>
  );
}
