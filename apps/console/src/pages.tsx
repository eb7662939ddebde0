import { Center, Loader } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { LoginPage } from './login/login-page.js';
import { RequiresPermission } from './session/requires-permission.js';
import { useSignedInUser } from './session/session-context.js';

const Workplace = lazy(() => import('./shell/workplace.js').then((m) => ({ default: m.Workplace })));
const TillPage = lazy(() => import('./till/till-page.js').then((m) => ({ default: m.TillPage })));
const FeedPage = lazy(() => import('./feed/feed-page.js').then((m) => ({ default: m.FeedPage })));
const SalesPage = lazy(() => import('./sales/sales-page.js').then((m) => ({ default: m.SalesPage })));

/** Nobody signed in sees the login, at whatever address, and lands there after signing in. */
export function Pages() {
  const user = useSignedInUser();
  if (!user) return <LoginPage />;
  return (
    <Suspense fallback={<PageLoader />}>
      <Routes>
        <Route element={<Workplace key={user.userId} />}>
          <Route
            path="/till"
            element={
              <ForTill>
                <TillPage />
              </ForTill>
            }
          />
          <Route path="/feed" element={<FeedPage />} />
          <Route
            path="/sales"
            element={
              <ForTill>
                <SalesPage />
              </ForTill>
            }
          />
          <Route path="*" element={<Navigate to="/till" replace />} />
        </Route>
      </Routes>
    </Suspense>
  );
}

function ForTill({ children }: { readonly children: ReactNode }) {
  return <RequiresPermission permission="pos.read">{children}</RequiresPermission>;
}

function PageLoader() {
  return (
    <Center h="60dvh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
