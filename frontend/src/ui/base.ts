/** What every entry of the application starts from. */
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/red-hat-mono/wght.css";
import "./tokens.css";
import "./global.css";
