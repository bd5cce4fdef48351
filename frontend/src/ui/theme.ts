import {
  Checkbox,
  CloseButton,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Modal,
  Radio,
  Switch,
} from "@mantine/core";

const teal: MantineColorsTuple = [
  "#e6f4f1",
  "#cfe6e1",
  "#a3d0c8",
  "#6fd0c4",
  "#3f9f95",
  "#1f8079",
  "#13807a",
  "#0b5f5a",
  "#084b47",
  "#063a37",
];

const sunflower: MantineColorsTuple = [
  "#fff7e0",
  "#fdf0cd",
  "#fde7ad",
  "#fbd877",
  "#f8c94e",
  "#f5b82e",
  "#e4c066",
  "#8f6600",
  "#6b4a00",
  "#3a2a00",
];

const red: MantineColorsTuple = [
  "#fbe6e1",
  "#f6cdc5",
  "#eda79b",
  "#ff9d8e",
  "#d5604f",
  "#c24333",
  "#b93a2c",
  "#a8281c",
  "#8a1f15",
  "#6d170f",
];

/** Soft graphite in place of the library's blue-black. */
const dark: MantineColorsTuple = [
  "#eeeae2",
  "#c9c5bb",
  "#a5a197",
  "#8a877e",
  "#4d5154",
  "#3b3f42",
  "#282b2e",
  "#1f2123",
  "#191b1c",
  "#121314",
];

const gray: MantineColorsTuple = [
  "#faf6ee",
  "#f2ecdf",
  "#e5ddcd",
  "#d6cdba",
  "#b3ab9b",
  "#8b8577",
  "#66645c",
  "#4a4e50",
  "#33383c",
  "#20252a",
];

/** `close`: what close buttons are called; the library leaves them without a name. */
export const createAppTheme = (close: string) =>
  createTheme({
    primaryColor: "teal",
    primaryShade: { light: 7, dark: 6 },
    autoContrast: true,
    luminanceThreshold: 0.35,
    colors: { teal, sunflower, red, dark, gray },
    black: "#20252a",
    fontFamily: "var(--font)",
    fontFamilyMonospace: "var(--mono)",
    headings: { fontFamily: "var(--font)", fontWeight: "680" },
    defaultRadius: 6,
    cursorType: "pointer",
    focusRing: "auto",
    respectReducedMotion: true,
    components: {
      CloseButton: CloseButton.extend({ defaultProps: { ...{ "aria-label": close } } }),
      // 16 px in every input: a phone zooms into anything smaller.
      Input: Input.extend({ defaultProps: { size: "md" } }),
      InputWrapper: Input.Wrapper.extend({ defaultProps: { size: "md" } }),
      Checkbox: Checkbox.extend({ defaultProps: { size: "md" } }),
      Radio: Radio.extend({ defaultProps: { size: "md" } }),
      Switch: Switch.extend({ defaultProps: { size: "md" } }),
      Modal: Modal.extend({
        defaultProps: { centered: true, radius: 12 },
        styles: {
          title: { fontSize: "1.25rem", fontWeight: 700 },
          // What is focused must not hide below the sticky head or the sticky buttons.
          content: { scrollPaddingBlock: "72px 96px" },
        },
      }),
    },
  });

/** The library's own variables, led back to our papers and inks, so that both look alike. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--paper)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-faint)",
    "--mantine-color-placeholder": "var(--ink-faint)",
    "--mantine-color-anchor": "var(--action-text)",
    "--mantine-color-error": "var(--loss-text)",
    "--mantine-color-default": "var(--paper-raised)",
    "--mantine-color-default-hover": "var(--paper-sunken)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-primary-color-light-color": "var(--action-text)",
  };
  return { variables: {}, light: shared, dark: shared };
};
