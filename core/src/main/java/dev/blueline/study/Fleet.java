package dev.blueline.study;

import java.util.List;
import java.util.function.Consumer;

/** Who carries trunks out. */
public interface Fleet {

    /**
     * Carries out every trunk and returns when all are done. The first failure stops trunks not yet begun and is thrown
     * once those under way have ended.
     */
    void carryOut(List<Trunk> longestFirst, Consumer<Trunk> work);
}
