import { notifications } from "@mantine/notifications";
import { asProblem } from "@/api/problem";
import { useExplain } from "@/i18n/explain";

/** Says in passing why something was not done, where no window is open to say it in. */
export function useNotifyProblem(): (error: unknown) => void {
  const explain = useExplain();
  return (error) => {
    const { title, text } = explain(asProblem(error));
    notifications.show({ color: "red", title, message: text });
  };
}
