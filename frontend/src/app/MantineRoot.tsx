import "@mantine/core/styles.layer.css";
import "@mantine/dates/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import "dayjs/locale/es";
import { type ReactNode, useMemo } from "react";
import { useLocale, useT } from "@/i18n/context";
import { useColorScheme } from "@/ui/colorScheme";
import { createAppTheme, cssVariables } from "@/ui/theme";

/** The component library, for the staff's and the operator's areas only: students never load it. */
export function MantineRoot({ children }: { children: ReactNode }) {
  const colorScheme = useColorScheme();
  const locale = useLocale();
  const t = useT();
  const theme = useMemo(() => createAppTheme(t("ui.close")), [t]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={colorScheme}
    >
      <DatesProvider settings={{ locale, firstDayOfWeek: locale === "es" ? 1 : 0 }}>
        <ModalsProvider>{children}</ModalsProvider>
      </DatesProvider>
      <Notifications position="top-center" />
    </MantineProvider>
  );
}
