package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quotegate.app.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a screen, with the page in it, which notes whatever goes wrong there. */
final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** What the page's own console does not tell a test. */
    private static final String WATCH = """
        window.seen = { faults: [], shifted: 0 };
        addEventListener('securitypolicyviolation', (e) => seen.faults.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));
        addEventListener('error', (e) => seen.faults.push('error: ' + e.message));
        addEventListener('unhandledrejection', (e) => seen.faults.push('rejection: ' + e.reason));
        new PerformanceObserver((list) => list.getEntries().forEach((e) => {
          seen.shifted += e.hadRecentInput ? 0 : e.value;
        })).observe({ type: 'layout-shift', buffered: true });
        """;

    /** It warns that it knows nothing of this version's own protocol, beyond what is used here. */
    private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    static {
        VERSIONS.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    /** How large the page is on what people have. */
    enum Screen {
        DESKTOP(1440, 900, 1),
        TABLET(820, 1180, 1),
        PHONE(390, 844, 2);

        private final int width;
        private final int height;
        private final int density;

        Screen(int width, int height, int density) {
            this.width = width;
            this.height = height;
            this.density = density;
        }
    }

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where there is none, as wherever it is not installed. */
    static void assumeHere() {
        assumeThat(Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER))
                .as("no browser: tests of the page are skipped (apt-get install chromium chromium-driver)")
                .isTrue();
    }

    static Chromium start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.setAcceptInsecureCerts(true);
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // which root may not have
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--lang=en-GB");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        Chromium chromium = new Chromium(new ChromeDriver(service, options));
        chromium.driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(100));
        chromium.watch();
        chromium.show(Screen.DESKTOP, "dark");
        return chromium;
    }

    ChromeDriver driver() {
        return driver;
    }

    private void watch() {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    }

    /** Opens the page of {@code gateway} and waits for every quote. */
    Chromium open(Gateway gateway) {
        return open("http", gateway);
    }

    Chromium open(String scheme, Gateway gateway) {
        visit(scheme, gateway);
        awaitQuotes();
        return this;
    }

    /** Opens the page, which may have nothing to show. */
    void visit(String scheme, Gateway gateway) {
        driver.get(scheme + "://localhost:" + gateway.address().getPort() + '/');
    }

    void awaitQuotes() {
        await("quotes", () -> all("#quote-table tbody tr:not(.empty)").size() >= 9);
    }

    void show(Screen screen, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        screen.width,
                        "height",
                        screen.height,
                        "deviceScaleFactor",
                        screen.density,
                        "mobile",
                        screen == Screen.PHONE));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Keeps a picture of what is seen when all of it has come, under {@code target/screenshots}. */
    void photograph(String name) throws IOException {
        awaitText("#quote-table td:nth-of-type(7) .line", " s");
        await("figures", () -> all("#simulated[hidden]").isEmpty());
        photographAsItIs(name);
    }

    /** The same, whatever has come. */
    void photographAsItIs(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Map<String, Object> shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        byte[] png = Base64.getDecoder().decode(String.valueOf(shot.get("data")));
        Files.write(SCREENSHOTS.resolve(name + ".png"), png);
    }

    /** Has downloads go to {@code folder}. */
    void downloadTo(Path folder) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** All that {@code selector} says at the moment, seen or not; the page may paint anew meanwhile. */
    String text(String selector) {
        return String.valueOf(ask(
                "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent).join('\\n')", selector));
    }

    @Nullable
    Object ask(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What {@code promise} comes to. */
    @Nullable
    Object later(String promise) {
        return driver.executeAsyncScript(
                "const done = arguments[0]; (" + promise + ").then(done, (e) => done(String(e)))");
    }

    void type(String selector, String text) {
        WebElement field = one(selector);
        field.clear();
        field.sendKeys(text);
    }

    void awaitText(String selector, String part) {
        try {
            await(selector + " to say " + part, () -> text(selector).contains(part));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it says " + text(selector), e);
        }
    }

    void await(String what, Supplier<Boolean> condition) {
        SimulatedMarket.await(what, () -> {
            try {
                return condition.get();
            } catch (StaleElementReferenceException e) {
                return false;
            }
        });
    }

    /** Nothing failed in the page, it kept to its policy, and nothing jumped. */
    void assertSound() {
        assertThat(ask("return seen.faults")).as("faults").isEqualTo(List.of());
        assertThat(((Number) Objects.requireNonNull(ask("return seen.shifted"))).doubleValue())
                .as("layout shift")
                .isLessThan(0.1);
        assertThat(console()).as("console").isEmpty();
    }

    /** What the console said since it was asked last; it is let go of. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Lets go of what the console said of a gateway that was gone. */
    void forgetConsole() {
        console();
    }

    /** Leaves the page, whose gateway may end then, and what the console said. */
    void leave() {
        driver.get("about:blank");
        forgetConsole();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
