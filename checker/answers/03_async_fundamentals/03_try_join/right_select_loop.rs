// accepted: `select!` with the yes of each check remembered

use lab::{Check, CheckFailed, FakeApi};

pub async fn check_order(api: &FakeApi) -> Result<(), CheckFailed> {
    let stock = api.check(Check::Stock);
    let payment = api.check(Check::Payment);
    let address = api.check(Check::Address);
    tokio::pin!(stock, payment, address);
    let mut yes = [false; 3];
    while yes != [true; 3] {
        tokio::select! {
            checked = &mut stock, if !yes[0] => { checked?; yes[0] = true; }
            checked = &mut payment, if !yes[1] => { checked?; yes[1] = true; }
            checked = &mut address, if !yes[2] => { checked?; yes[2] = true; }
        }
    }
    Ok(())
}

fn main() {}
