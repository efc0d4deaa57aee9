#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    mainforte_tests::targets::firsts(data);
});
