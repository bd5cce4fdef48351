import "./ui/base";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startSession } from "./api/client";
import { Providers } from "./app/Providers";
import { createAppRouter } from "./app/router";
import { loadPreferred } from "./i18n/load";
import { applyColorScheme } from "./ui/colorScheme";

applyColorScheme();
// Under way while the language loads; whoever needs the answer waits for it.
startSession().catch(() => {});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const locale = await loadPreferred();
const router = createAppRouter();
createRoot(root).render(
  <StrictMode>
    <Providers queryClient={router.options.context.queryClient} locale={locale}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
