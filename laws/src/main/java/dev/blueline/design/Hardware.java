package dev.blueline.design;

import dev.blueline.ledger.BadInput;

/**
 * What FLOPs cost in time.
 *
 * @param peak FLOPs per second of one device at its best
 * @param utilisation share of the peak that training reaches
 * @param devices at work side by side
 */
public record Hardware(double peak, double utilisation, int devices) {
    public Hardware {
        if (!(peak > 0) || Double.isInfinite(peak)) {
            throw new BadInput(
                    "a peak of " + peak + " FLOPs per second cannot be used: give a positive number, such as 989e12");
        }
        if (!(utilisation > 0) || utilisation > 1) {
            throw new BadInput(
                    "a utilisation of " + utilisation + " cannot be used: give a share of the peak, such as .4");
        }
        if (devices < 1) {
            throw new BadInput(devices + " devices cannot be used: give 1 or more");
        }
    }

    /** Device-hours. */
    public double deviceHours(double flops) {
        return flops / (peak * utilisation) / 3600;
    }

    /** Days of wall-clock. */
    public double days(double flops) {
        return deviceHours(flops) / devices / 24;
    }
}
