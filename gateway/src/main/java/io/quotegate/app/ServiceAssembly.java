package io.quotegate.app;

import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.FeedClock;
import io.quotegate.gateway.operation.Services;
import io.quotegate.market.Instruments;
import io.quotegate.market.ReferenceRates;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.quotes.QuoteService;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the services together. */
final class ServiceAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceAssembly.class);

    private ServiceAssembly() {}

    /** @param newest the newest quotes, readable from any thread */
    static Services assemble(GatewayConfig config, Instruments instruments, QuoteSource newest) {
        ReferenceRates references = config.references();
        LOG.info("{} reference rates of {}: {}", references.rates().size(), references.date(), references.source());
        return new Services(
                new QuoteService(instruments, newest, UUID.randomUUID().toString()),
                new ConversionService(instruments, references, FeedClock.system()::epochNs),
                new IndicatorService(instruments, FeedClock.system()::epochNs));
    }
}
